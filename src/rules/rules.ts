import { BROKERS } from './brokers';
import { CHECKPOINTS } from './checkpoints';
import { CLASHES } from './clashes';
import { COPIES } from './copies';
import { DEDICATED } from './dedicated';
import { DROPPED } from './dropped';
import { DUPLICATION } from './duplication';
import { EVENT_STREAMS } from './event-streams';
import { EXACTLY_ONCE } from './exactly-once';
import { INTERNAL_TOPICS } from './internal-topics';
import { LITERAL_SECRET } from './literal-secret';
import { LOOPS } from './loops';
import { LOSS } from './loss';
import { MEMORY } from './memory';
import { MERGED } from './merged';
import { MONITORING } from './monitoring';
import { NOTHING } from './nothing';
import { ORDERING } from './ordering';
import { PARTITIONS } from './partitions';
import { PATTERNS } from './patterns';
import { PLACEMENT } from './placement';
import { RECORDS } from './records';
import { RETENTION } from './retention';
import { Rule } from './rule';
import { SECURITY } from './security';
import { TYPES } from './types';
import { UNITS } from './units';
import { WORKERS } from './workers';

/** All rules, family by family: the order of findings and of `docs/findings.md`. */
export const RULES: readonly Rule[] = [
  ...DROPPED, ...CLASHES, ...LOOPS, ...COPIES, ...LOSS, ...RETENTION, ...RECORDS, ...BROKERS, ...DUPLICATION, ...MERGED, ...EXACTLY_ONCE, ...ORDERING,
  ...PARTITIONS, ...CHECKPOINTS, ...PATTERNS, ...NOTHING, ...INTERNAL_TOPICS, ...TYPES, ...UNITS, ...WORKERS, ...MEMORY, ...PLACEMENT, ...SECURITY,
  ...LITERAL_SECRET, ...EVENT_STREAMS, ...DEDICATED, ...MONITORING,
];

/** All codes. */
export const CODES: readonly string[] = RULES.map(({ code }) => code);
