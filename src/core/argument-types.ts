import { explain, Problem } from './problem';

/** A prop, whether it must be given, and what makes a value acceptable. */
export interface Expectation {
  readonly prop: string;
  readonly required?: boolean;
  readonly is: (value: any) => boolean;
  readonly kind: string;
}

export const isText = (value: unknown): boolean => typeof value === 'string';
export const isNumber = (value: unknown): boolean => typeof value === 'number';
export const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null;
export const isRecord = (value: unknown): boolean => isMap(value) && Object.values(value as object).every(isText);
export const isDuration = (value: any): boolean => typeof value?.toSeconds === 'function';

/**
 * Refuses props of another type than declared: JavaScript callers meet no compiler, and without what is required there is nothing to build.
 * All at once, with the path of the construct.
 */
export function refuseOtherTypes(path: string, where: string, expectations: readonly Expectation[], values: object): void {
  const problems = expectations.flatMap(({ prop, required, is, kind }): Problem[] => {
    const value = (values as { [prop: string]: unknown } | undefined)?.[prop];
    if (value === undefined) {
      return required ? [{ prop: `${where}${prop}`, problem: 'is missing', allowed: kind }] : [];
    }
    // The value is not shown: nobody knows what it is.
    return is(value) ? [] : [{ prop: `${where}${prop}`, problem: 'is of another type', allowed: kind }];
  });
  if (problems.length > 0) {
    throw new Error(problems.map((problem) => `[${path}] ${explain(problem)}`).join('\n'));
  }
}
