import { App, Chart } from 'cdk8s';
import { Findings } from '../../src';
import { standardError } from '../support/synth';

/** A program that has a secret somewhere. */
export type Channel = (chart: Chart, secret: string) => unknown;

/** Everything that anybody could read after the synth of a program: YAML or error, findings, standard error. */
export function outputs(channel: Channel, secret: string): string {
  const app = new App();
  const seen: string[] = [];
  seen.push(standardError(() => {
    for (const produce of [() => channel(new Chart(app, 'test'), secret), () => app.synthYaml(), () => JSON.stringify(Findings.of(app))]) {
      try {
        seen.push(String(produce()));
      } catch (error) {
        seen.push(String((error as Error).stack));
      }
    }
  }));
  return seen.join('\n');
}
