/** One stanza of a Splunk configuration file. A value that goes on in the next line ends with a backslash: ours have one line each. */
export function stanza(name: string, settings: { readonly [key: string]: string }): string {
  return `[${name}]\n${Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`).join('')}\n`;
}
