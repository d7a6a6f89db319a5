import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { parse } from 'yaml';

const folder = resolve(__dirname, '../../examples/ci');

describe('the CI workflow', () => {
  const [name, ...others] = readdirSync(folder);
  const workflow = parse(readFileSync(join(folder, name), 'utf8'));
  const commands = (job: string): string[] => workflow.jobs[job].steps.flatMap((step: any) => step.run ?? []);

  test('is one file', () => expect(others).toEqual([]));

  test('synthesizes, checks and applies, in this order', () => {
    expect(Object.keys(workflow.jobs)).toEqual(['synth-and-check', 'apply']);
    expect(workflow.jobs.apply.needs).toBe('synth-and-check');
    const all = [...commands('synth-and-check'), ...commands('apply')];
    const at = ['npm ci', 'npx cdk8s synth', 'npx kafka-replication check', 'oc apply -f'].map((command) => all.findIndex((line) => line.startsWith(command)));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at).not.toContain(-1);
  });

  test('applies what was checked, and from the main branch only', () => {
    const artifacts = ['synth-and-check', 'apply'].map((job) => workflow.jobs[job].steps.find((step: any) => /-artifact@/.test(step.uses ?? '')).with);
    expect(artifacts).toEqual([{ name: 'manifests', path: 'dist/' }, { name: 'manifests', path: 'dist/' }]);
    expect(workflow.jobs.apply.if).toContain('refs/heads/main');
  });

  test('takes every credential from the secrets of the repository', () => {
    const env = workflow.jobs.apply.steps.flatMap((step: any) => Object.values(step.env ?? {}));
    expect(env.length).toBeGreaterThan(0);
    expect(env.filter((value: unknown) => !/^\$\{\{ secrets\.\w+ \}\}$/.test(String(value)))).toEqual([]);
  });
});
