import type { Condition } from '../experiment/condition.js';
import { READING } from './reading.js';
import { WORKERS } from './workers.js';
import { WRITING } from './writing.js';

export const CONDITIONS: readonly Condition[] = [...READING, ...WRITING, ...WORKERS];
