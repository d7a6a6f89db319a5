import type { Condition } from '../experiment/condition.js';
import { BROKERS } from './brokers.js';
import { HISTORY } from './history.js';
import { NAMES } from './names.js';
import { PARTITIONS } from './partitions.js';
import { READING } from './reading.js';
import { RECORDS } from './records.js';
import { SOURCE_TOPICS } from './source-topics.js';
import { TARGET_TOPICS } from './target-topics.js';
import { TIMESTAMPS } from './timestamps.js';
import { TRANSACTIONS } from './transactions.js';
import { UNNOTICED } from './unnoticed.js';
import { WORKERS } from './workers.js';
import { WRITING } from './writing.js';

export const CONDITIONS: readonly Condition[] = [
  ...HISTORY, ...READING, ...RECORDS, ...WRITING, ...BROKERS, ...PARTITIONS, ...WORKERS,
  ...TRANSACTIONS, ...TIMESTAMPS, ...SOURCE_TOPICS, ...TARGET_TOPICS, ...NAMES, ...UNNOTICED,
];
