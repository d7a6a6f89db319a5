import { CHECKPOINTS } from './checkpoints';
import { CLASHES } from './clashes';
import { DROPPED } from './dropped';
import { DUPLICATION } from './duplication';
import { EVENT_STREAMS } from './event-streams';
import { INTERNAL_TOPICS } from './internal-topics';
import { LITERAL_SECRET } from './literal-secret';
import { LOOPS } from './loops';
import { LOSS } from './loss';
import { MERGED } from './merged';
import { NOTHING } from './nothing';
import { ORDERING } from './ordering';
import { PATTERNS } from './patterns';
import { Rule } from './rule';
import { SECURITY } from './security';
import { TYPES } from './types';
import { UNITS } from './units';
import { WORKERS } from './workers';

/** All rules, family by family: the order of findings and of `docs/findings.md`. */
export const RULES: readonly Rule[] = [
  ...DROPPED, ...CLASHES, ...LOOPS, ...LOSS, ...DUPLICATION, ...MERGED, ...ORDERING, ...CHECKPOINTS, ...PATTERNS, ...NOTHING, ...INTERNAL_TOPICS, ...TYPES, ...UNITS,
  ...WORKERS, ...SECURITY, ...LITERAL_SECRET, ...EVENT_STREAMS,
];

/** All codes. */
export const CODES: readonly string[] = RULES.map(({ code }) => code);
