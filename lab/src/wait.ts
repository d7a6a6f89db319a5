import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is there; the last reason why it was not becomes the error. */
export async function until<T>(what: string, limitSeconds: number, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + limitSeconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${limitSeconds} s`);
    }
    await sleep(500);
  }
}
