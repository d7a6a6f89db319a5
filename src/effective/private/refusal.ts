/** What the API server or the operator answers to a resource it does not take. */
export class Refusal extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'Refusal';
  }
}

/** The operator's `InvalidResourceException`: a rule of its own is broken. */
export function invalidResource(text: string): Refusal {
  return new Refusal(`InvalidResourceException: ${text}`);
}

/** The operator's `InvalidConfigParameterException`: a value of a free `config` that is no text, number or boolean. */
export function invalidConfigParameter(key: string, text: string): Refusal {
  return new Refusal(`InvalidConfigParameterException: ${key}: ${text}`);
}

/**
 * A `NullPointerException` of the operator: it relies on a field that the CRD does not require.
 * Java's own text names the field, except where it is just "null"; then the path says it.
 */
export function nullPointer(text: string): Refusal {
  return new Refusal(`NullPointerException: ${text}`);
}
