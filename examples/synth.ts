// Synthesizes the examples as a user would, or accepts what they synthesize as the reviewed expectation.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { reviewed } from './reviewed';

const folder = __dirname;
const root = resolve(folder, '..');
const scenarios = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'cdk8s.yaml'))).sort();

async function synth(scenario: string): Promise<void> {
  rmSync(join(folder, scenario, 'dist-bundle'), { recursive: true, force: true });
  // The plain command, in the folder of the example: what works here works for everybody.
  const { stderr } = await promisify(execFile)(join(root, 'node_modules/.bin/cdk8s'), ['synth', '--check-upgrade=false'], { cwd: join(folder, scenario) });
  process.stdout.write(`examples/${scenario}/dist\n`);
  process.stderr.write(stderr);
}

function accept(scenario: string): void {
  const bundle = join(folder, scenario, 'dist-bundle');
  if (existsSync(bundle)) {
    // Machines get no manifest.
    rmSync(join(folder, scenario, 'expected-bundle'), { recursive: true, force: true });
    cpSync(bundle, join(folder, scenario, 'expected-bundle'), { recursive: true });
    process.stdout.write(`examples/${scenario}/expected-bundle\n`);
    return;
  }
  const dist = join(folder, scenario, 'dist');
  const text = readdirSync(dist).sort().map((file) => readFileSync(join(dist, file), 'utf8')).join('---\n');
  writeFileSync(join(folder, scenario, 'expected.yaml'), reviewed(text));
  process.stdout.write(`examples/${scenario}/expected.yaml\n`);
}

async function main(verb: string | undefined): Promise<void> {
  // One at a time: two cores, and the output stays in order.
  for (const scenario of scenarios) {
    await synth(scenario);
    if (verb === 'accept') {
      accept(scenario);
    }
  }
}

main(process.argv[2]).catch((error) => {
  process.stderr.write(`${error.stderr ?? error.message}\n`);
  process.exitCode = 1;
});
