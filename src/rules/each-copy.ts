import { Severity } from '../core';
import { groupBy } from '../core/group-by';
import { KnownCopy, KnownFlow } from './known';
import { Connector, eachSource } from './replication';
import { Rule, RuleSubject, Violation } from './rule';

/** What is the case with one copied topic. */
interface Remark {
  readonly message: string;
  readonly severity?: Severity;
}

/** Where a copied topic belongs. */
interface Context {
  readonly connector: Connector;
  readonly flow: KnownFlow;
  readonly subject: RuleSubject;
}

/** Topics that a finding describes; the others are counted. */
const DESCRIBED = 3;

/** A condition on each copied topic of which something is known. Topics of one connector are one violation, whose message says what is the case with the first. */
export function eachCopy(find: (copy: KnownCopy, context: Context) => Remark | string | undefined): NonNullable<Rule['check']> {
  return eachSource((connector, subject) => {
    const flow = KnownFlow.of(connector, subject);
    const remarks = flow.copies.flatMap((copy): Remark[] => {
      const remark = find(copy, { connector, flow, subject });
      return remark === undefined ? [] : [typeof remark === 'string' ? { message: remark } : remark];
    });
    return [...groupBy(remarks, ({ severity }) => severity ?? '').values()].map((alike): Violation => ({
      ...alike[0],
      path: connector.settings.at('topics'),
      message: [...alike.slice(0, DESCRIBED).map(({ message }) => message), ...alike.length > DESCRIBED ? [`and ${alike.length - DESCRIBED} more topics`] : []].join('; '),
    }));
  });
}
