import { checkovVerdict, kubeconformVerdict } from './verdict';
import waivers from './waivers.json';

const finding = { check_id: 'CKV_K8S_8', check_name: 'Liveness Probe Should be Configured', resource: 'Deployment.mm2.mm2-orders', file_path: '/orders.yaml' };
const report = (failed: object[], summary: object = {}) => ({ check_type: 'kubernetes', results: { failed_checks: failed }, summary: { passed: 5, failed: failed.length, parsing_errors: 0, ...summary } });
const waiver = { check: 'CKV_K8S_8', resource: '^Deployment\\.[^.]+\\.mm2-', reason: 'a test' };

describe('of checkov', () => {
  test('a finding is a problem', () => {
    expect(checkovVerdict(report([finding]), [])).toEqual({ passed: 5, problems: ['checkov: /orders.yaml Deployment.mm2.mm2-orders: CKV_K8S_8 Liveness Probe Should be Configured'] });
  });

  test('a finding with a waiver is none', () => expect(checkovVerdict(report([finding]), [waiver])).toEqual({ passed: 5, problems: [] }));

  test.each([
    ['another check', { ...waiver, check: 'CKV_K8S_9' }],
    ['another resource', { ...waiver, resource: '^StatefulSet\\.' }],
  ])('a waiver of %s does not count, and is not needed', (_, other) => {
    expect(checkovVerdict(report([finding]), [other]).problems).toEqual([expect.stringContaining('CKV_K8S_8 Liveness'), expect.stringContaining('nothing needs the waiver')]);
  });

  test('a waiver that nothing needs any more is a problem', () => {
    expect(checkovVerdict(report([]), [waiver]).problems).toEqual(['checkov: nothing needs the waiver of CKV_K8S_8 for ^Deployment\\.[^.]+\\.mm2- any more; remove it']);
  });

  test('a file that it cannot read is a problem', () => expect(checkovVerdict(report([], { parsing_errors: 2 }), []).problems).toEqual(['checkov could not read 2 files']));

  test.each<[string, unknown]>([
    ['that did not run', undefined],
    ['without anything to look at', { passed: 0, failed: 0, parsing_errors: 0 }],
    ['of which no check passed', report([], { passed: 0 })],
  ])('a run %s is a problem', (_, nothing) => expect(checkovVerdict(nothing, []).problems).toEqual(['checkov has found nothing to check']));
});

describe('of kubeconform', () => {
  const summary = { valid: 3, invalid: 0, errors: 0, skipped: 0 };

  test('valid objects are counted', () => expect(kubeconformVerdict({ resources: [], summary })).toEqual({ passed: 3, problems: [] }));

  test('an object that is not valid is a problem', () => {
    const resources = [{ filename: 'a.yaml', kind: 'Deployment', name: 'mm2', version: 'apps/v1', status: 'statusInvalid', msg: 'additional properties' }];
    expect(kubeconformVerdict({ resources, summary: { ...summary, invalid: 1 } }).problems).toEqual(['kubeconform: a.yaml Deployment mm2: additional properties']);
  });

  test('an object that is skipped is a problem', () => expect(kubeconformVerdict({ resources: [], summary: { ...summary, skipped: 1 } }).problems).toEqual(['kubeconform has skipped 1 objects']));

  test('a run that did not happen is a problem', () => expect(kubeconformVerdict(undefined)).toEqual({ passed: 0, problems: ['kubeconform has found nothing to validate'] }));
});

test('each waiver has a reason that says something', () => expect(waivers.filter(({ reason }) => reason.length < 40)).toEqual([]));
