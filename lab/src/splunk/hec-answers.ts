/** What the HTTP Event Collector answers, by its own codes. */
export interface HecAnswer {
  readonly status: number;
  readonly code: number;
  readonly text: string;
  readonly ackId?: number;
  readonly acks?: Readonly<Record<string, boolean>>;
}

/** @see "Troubleshoot HTTP Event Collector", Splunk Enterprise 9.1: possible error codes */
export const HEC = {
  success: { status: 200, code: 0, text: 'Success' },
  tokenRequired: { status: 401, code: 2, text: 'Token is required' },
  invalidAuthorization: { status: 401, code: 3, text: 'Invalid authorization' },
  invalidToken: { status: 403, code: 4, text: 'Invalid token' },
  noData: { status: 400, code: 5, text: 'No data' },
  invalidFormat: { status: 400, code: 6, text: 'Invalid data format' },
  incorrectIndex: { status: 400, code: 7, text: 'Incorrect index' },
  busy: { status: 503, code: 9, text: 'Server is busy' },
  channelMissing: { status: 400, code: 10, text: 'Data channel is missing' },
  eventRequired: { status: 400, code: 12, text: 'Event field is required' },
  eventBlank: { status: 400, code: 13, text: 'Event field cannot be blank' },
  ackDisabled: { status: 400, code: 14, text: 'ACK is disabled' },
  indexedFields: { status: 400, code: 15, text: 'Error in handling indexed fields' },
  healthy: { status: 200, code: 17, text: 'HEC is healthy' },
  unhealthy: { status: 503, code: 18, text: 'HEC is unhealthy, queues are full' },
} as const satisfies Record<string, HecAnswer>;
