/** Takes JSON objects apart that follow each other without a separator, as HEC takes events in one request. Throws where the text is something else. */
export function concatenatedJson(text: string): object[] {
  const objects: object[] = [];
  let start = -1;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (inString) {
      if (character === '\\') {
        at++;
      } else if (character === '"') {
        inString = false;
      }
    } else if (character === '"' && depth > 0) {
      inString = true;
    } else if (character === '{') {
      start = depth++ === 0 ? at : start;
    } else if (character === '}' && --depth === 0) {
      objects.push(JSON.parse(text.slice(start, at + 1)) as object);
    } else if (depth <= 0 && !/\s/.test(character)) {
      throw new SyntaxError(`'${character}' between two events`);
    }
  }
  if (depth !== 0) {
    throw new SyntaxError('the last event is incomplete');
  }
  return objects;
}
