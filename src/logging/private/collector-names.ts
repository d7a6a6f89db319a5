/** Service account of collectors, where no other is named. */
export const COLLECTOR_ACCOUNT = 'mm2-log-collector';
