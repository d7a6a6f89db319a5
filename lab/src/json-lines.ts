import { createInterface } from 'node:readline';
import { Process } from './process.js';

/** A JVM of the lab that answers JSON lines (lab/java, class JsonLines). */
export class JsonLines<M extends { [Name in keyof M]: [object, unknown] }> {
  public readonly process: Process;
  private readonly waiting = new Map<number, (answer: { result?: unknown; error?: string }) => void>();
  private last = 0;

  public constructor(name: string, javaArguments: readonly string[], log: string) {
    this.process = new Process(name, 'java', javaArguments, { log, piped: true });
    createInterface({ input: this.process.child.stdout! }).on('line', (line) => {
      const answer = JSON.parse(line) as { id: number; result?: unknown; error?: string };
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
    this.process.child.once('exit', () => {
      for (const answer of this.waiting.values()) {
        answer({ error: `${name} ended:\n${this.process.tail(20)}` });
      }
    });
    this.process.child.stdin!.on('error', () => { /* the exit handler above tells */ });
  }

  public async call<Name extends keyof M & string>(method: Name, params: M[Name][0], limitSeconds = 120): Promise<M[Name][1]> {
    this.process.assertRunning();
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(`${method} ${JSON.stringify({ ...params, password: undefined })}: no answer within ${limitSeconds} s`));
      }, limitSeconds * 1_000);
      this.waiting.set(id, ({ result, error }) => {
        clearTimeout(timer);
        if (error === undefined) {
          resolve(result as M[Name][1]);
        } else {
          reject(new Error(`${method}: ${error}`));
        }
      });
      this.process.child.stdin!.write(`${JSON.stringify({ id, method, params })}\n`);
    });
  }
}
