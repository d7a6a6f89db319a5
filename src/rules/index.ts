/**
 * The rules are no public API: what they find is `Findings.of(app)` and `kafka-replication check`. Other folders import `check` directly.
 */
export {};
