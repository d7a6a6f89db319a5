/** A secret that must never come out again, and the pieces of it that would already be too much. */
export interface Canary {
  readonly name: string;
  readonly secret: string;
  readonly pieces: readonly string[];
}

// Put together here, so that no scanner takes this file for a leak.
const apiKey = ['vT3kX9', 'qLz0RmB7yWn2', 'HdJ5sPcU8gEaK4', 'oF1iQtZ6xMrS'].join('');
const jwt = [{ alg: 'RS256' }, { sub: 'mm2-canary', scope: 'kafka' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + `.${apiKey}`;
const pemBody = Array.from({ length: 3 }, (_, i) => Buffer.from(`${i} private key material ${apiKey}`).toString('base64'));
const pem = ['-----BEGIN PRIVATE', 'KEY-----\n'].join(' ') + pemBody.join('\n') + ['\n-----END PRIVATE', 'KEY-----\n'].join(' ');

/** Secrets that are known by their shape, wherever they stand. */
export const SHAPED: readonly Canary[] = [
  { name: 'an API key', secret: apiKey, pieces: [apiKey.slice(0, 16), apiKey.slice(-16), Buffer.from(apiKey).toString('base64')] },
  { name: 'a JSON Web Token', secret: jwt, pieces: jwt.split('.').slice(1) },
  { name: 'a private key', secret: pem, pieces: pemBody },
];

/** A secret that only the place gives away. */
export const PASSWORD: Canary = { name: 'a password', secret: 'Corr3ct-horse', pieces: ['Corr3ct-horse', Buffer.from('Corr3ct-horse').toString('base64')] };

/** The canary's pieces that the text shows, in whatever case. */
export function leaks({ pieces }: Canary, text: string): string[] {
  return pieces.filter((piece) => text.toLowerCase().includes(piece.toLowerCase()));
}
