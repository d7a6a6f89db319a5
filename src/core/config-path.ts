/**
 * Where something stands in an object, as findings and provenances write it: `spec.mirrors[0].source.config['group.id']`.
 *
 * A field is joined by a dot, an index and a key of another shape are in brackets. What stands in a `config` is never a field but a key,
 * so `spec.target.config['topics']` too.
 *
 * @param path where the object or list stands; '' is the whole
 */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === 'number') {
    return `${path}[${key}]`;
  }
  const isField = /^[A-Za-z_$][\w$-]*$/.test(key) && !/(^|\.)config$/.test(path);
  return isField ? `${path}${path === '' ? '' : '.'}${key}` : `${path}['${key.replace(/['\\]/g, '\\$&')}']`;
}
