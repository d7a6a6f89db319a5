/** What the user gave cannot be used: one line, exit code 2, no stack trace. */
export class UnusableInput extends Error {}
