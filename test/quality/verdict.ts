/** A finding of checkov that is accepted, and why. */
export interface Waiver {
  /** Id of the check, such as `CKV_K8S_11`. */
  readonly check: string;
  /** Regular expression for `Kind.namespace.name`. */
  readonly resource: string;
  readonly reason: string;
}

/** What a tool found. */
export interface Verdict {
  /** How many checks passed. */
  readonly passed: number;
  readonly problems: readonly string[];
}

/** @param report what `kubeconform -summary -output json` prints: of the resources, those that are not valid */
export function kubeconformVerdict(report: any): Verdict {
  const { valid = 0, skipped = 0 } = report?.summary ?? {};
  return {
    passed: valid,
    problems: [
      ...(report?.resources ?? []).map(({ filename, kind, name, msg }: any) => `kubeconform: ${filename} ${kind} ${name}: ${msg}`),
      ...valid > 0 ? [] : ['kubeconform has found nothing to validate'],
      ...skipped > 0 ? [`kubeconform has skipped ${skipped} objects`] : [],
    ],
  };
}

/**
 * @param report what `checkov --quiet --output json` prints for one framework; without anything to look at, a summary only
 * @param waivers accepted findings; one that meets none is a problem, too
 */
export function checkovVerdict(report: any, waivers: readonly Waiver[]): Verdict {
  const failed: any[] = report?.results?.failed_checks ?? [];
  const { passed = 0, parsing_errors: unread = 0 } = report?.summary ?? {};
  const waives = (waiver: Waiver, { check_id: check, resource }: any) => waiver.check === check && new RegExp(waiver.resource).test(resource);
  return {
    passed,
    problems: [
      ...failed.filter((finding) => !waivers.some((waiver) => waives(waiver, finding)))
        .map(({ check_id: check, check_name: name, resource, file_path: file }) => `checkov: ${file} ${resource}: ${check} ${name}`),
      ...waivers.filter((waiver) => !failed.some((finding) => waives(waiver, finding)))
        .map(({ check, resource }) => `checkov: nothing needs the waiver of ${check} for ${resource} any more; remove it`),
      ...report?.results !== undefined && passed > 0 ? [] : ['checkov has found nothing to check'],
      ...unread > 0 ? [`checkov could not read ${unread} files`] : [],
    ],
  };
}
