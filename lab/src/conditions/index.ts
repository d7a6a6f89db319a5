import type { Condition } from '../experiment/condition.js';
import { BROKERS } from './brokers.js';
import { HISTORY } from './history.js';
import { PARTITIONS } from './partitions.js';
import { READING } from './reading.js';
import { RECORDS } from './records.js';
import { WORKERS } from './workers.js';
import { WRITING } from './writing.js';

export const CONDITIONS: readonly Condition[] = [...HISTORY, ...READING, ...RECORDS, ...WRITING, ...BROKERS, ...PARTITIONS, ...WORKERS];
