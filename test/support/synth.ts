import { App, Chart, Testing } from 'cdk8s';

/** A chart to build in. */
export function chart(): Chart {
  return new Chart(Testing.app(), 'test');
}

/** All objects of the chart as plain data, App validation included. */
export function objects(scope: Chart): any[] {
  return Testing.synth(scope);
}

/** The one object of this kind. */
export function only(scope: Chart, kind: string): any {
  const found = objects(scope).filter((object) => object.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The error messages with which the App of the scope refuses to be synthesized. */
export function refusals(scope: Chart): string[] {
  try {
    Testing.synth(scope);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

/** Standard error during a piece of work. */
export function standardError(work: () => void): string {
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => (written.push(String(text)), true));
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return written.join('');
}

export { App, Chart };
