import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The file of a chart in what cdk8s wrote: it numbers files where one has to be applied after another. */
export function chartFile(dist: string, chart: string): string {
  const name = `${chart}.k8s.yaml`;
  return join(dist, (existsSync(dist) ? readdirSync(dist) : []).find((each) => each.replace(/^\d{4}-/, '') === name) ?? name);
}
