import { joinPath } from '../../src/core/config-path';

test.each<[string, string | number, string]>([
  ['', 'spec', 'spec'],
  ['spec', 'target', 'spec.target'],
  ['spec.mirrors', 0, 'spec.mirrors[0]'],
  ['', 0, '[0]'],
  ['metadata.labels', 'app.kubernetes.io/name', "metadata.labels['app.kubernetes.io/name']"],
  ['spec.target.config', 'group.id', "spec.target.config['group.id']"],
  ['spec.target.config', 'topics', "spec.target.config['topics']"],
  ['spec.target', 'config', 'spec.target.config'],
  ['spec.target.config', 'it\'s a \\', "spec.target.config['it\\'s a \\\\']"],
  ['spec', '', "spec['']"],
])('in %j, %j is at %s', (path, key, expected) => {
  expect(joinPath(path, key)).toBe(expected);
});
