// Says what kubeconform and checkov found; the last line counts. Used by test/quality/run.sh.
import { readFileSync } from 'node:fs';
import { checkovVerdict, kubeconformVerdict } from './verdict';
import waivers from './waivers.json';

/** A report that is no JSON is that of a tool that did not run: nothing was found, and the verdict says so. */
function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const [kubeconform, checkov] = process.argv.slice(2).map(read);
const verdicts = [kubeconformVerdict(kubeconform), checkovVerdict(checkov, waivers)];
const problems = verdicts.flatMap((verdict) => verdict.problems);
problems.forEach((problem) => console.log(problem));
waivers.forEach(({ check, resource, reason }) => console.log(`waived: ${check} for ${resource}: ${reason}`));
console.log(`${verdicts.reduce((sum, { passed }) => sum + passed, 0)} passed, ${problems.length} failed`);
process.exitCode = problems.length > 0 ? 1 : 0;
