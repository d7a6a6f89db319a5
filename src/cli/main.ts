#!/usr/bin/env node
import { readFileSync } from 'fs';
import { join } from 'path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Severity } from '../core';
import { LONGEST_OUTAGE, longestOutageIn } from '../core/longest-outage';
import { CODES } from '../rules/rules';
import { acls, aclsText } from './acls';
import { check, checkText, fails } from './check';
import { Format, FORMATS } from './cluster-choice';
import { effective, effectiveJson, effectiveText } from './effective';
import { jsonText } from './json-text';
import { match, matchText, OUTCOMES, unwanted } from './match';
import { incomplete, secrets, secretsText } from './secrets';
import { isAmiss, status } from './status';
import { statusText } from './status-text';
import { topics, topicsText } from './topics';
import { UnusableInput } from './unusable-input';

const output = () => new Option('--output <format>', 'text for people, json for programs').choices(['text', 'json']).default('text');

const format = () => new Option('--format <format>', 'a table for people, a script of Kafka\'s own programs, objects for Strimzi, or json for programs')
  .choices(FORMATS).default('table');
const side = () => new Option('--side <side>', 'only the clusters that MM2 reads from, or the one it writes to').choices(['source', 'target']);

const program = new Command('kafka-replication')
  .description('Says what a MirrorMaker 2 resource will really do, before it is applied, and how it runs afterwards.\n'
    + 'Exit codes: 0 clean, 1 findings, refused or not as declared, 2 unusable input.')
  .version(JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).version)
  .showHelpAfterError('(kafka-replication --help shows what is possible)')
  .exitOverride();

program.command('check')
  .description('put KafkaMirrorMaker2 resources and mm2.properties to the rules, all files together')
  .argument('<file...>', 'YAML files, synthesized or hand-written, or .properties files; - for YAML on standard input')
  .addOption(output())
  .addOption(new Option('--fail-on <severity>', 'exit 1 on findings of this severity or worse').choices(Object.values(Severity)).default(Severity.ERROR))
  .option('--acknowledge <code=reason>', 'accept a finding (may be repeated)', acknowledgement, {})
  .option('--event-streams-plan <plan>', 'plan of the target: lite, standard, enterprise, enterprise-gen2')
  .option('--facts <file>', 'what is known of the clusters: JSON or YAML, by alias')
  .option('--longest-outage <duration>', 'how long a replication may stand still without loss, such as 24h', longestOutage)
  .action((files: string[], options) => {
    const findings = check(files, options);
    print(options.output === 'json' ? jsonText({ findings }) : checkText(findings));
    process.exitCode = fails(findings, options.failOn) ? 1 : 0;
  });

program.command('effective')
  .description('print what Kafka Connect will run: worker, connectors, defaults, and where each key comes from')
  .argument('<file>', 'YAML file, synthesized or hand-written, or .properties file; - for YAML on standard input')
  .addOption(output())
  .action((file: string, options) => {
    const configs = effective(file);
    print(options.output === 'json' ? jsonText(effectiveJson(configs)) : effectiveText(configs));
    process.exitCode = configs.some(({ error }) => error !== undefined) ? 1 : 0;
  });

program.command('match')
  .description('say which of the given topics each source connector mirrors, under which name, and why not; of groups, whether their offsets follow')
  .argument('<file...>', 'YAML files, synthesized or hand-written, or .properties files; - for YAML on standard input')
  .option('--topics <names>', 'topics as they are called at the source, separated by commas')
  .option('--topics-file <file>', 'one topic a line; - for standard input')
  .option('--groups <ids>', 'consumer groups, separated by commas')
  .addOption(output())
  .addOption(new Option('--fail-on <outcome>', 'exit 1 if a topic is mirrored by any connector, or by none, or if two write one name').choices(OUTCOMES))
  .action((files: string[], options) => {
    const verdicts = match(files, options);
    print(options.output === 'json' ? jsonText(verdicts) : matchText(verdicts));
    process.exitCode = unwanted(verdicts, options.failOn) ? 1 : 0;
  });

program.command('acls')
  .description('say what MM2\'s users must be allowed to do on each cluster, no more than their resources need, and what stops without it')
  .argument('<file...>', 'YAML files, synthesized or hand-written, or .properties files; - for YAML on standard input')
  .addOption(format())
  .addOption(side())
  .option('--alias <alias>', 'only the cluster of this alias')
  .option('--principal <principal>', 'the user, such as User:mm2, where it is not the one of the resource', principal)
  .option('--restricted', 'the target\'s user may neither create nor change topics: somebody else does, see the command topics')
  .option('--event-streams-plan <plan>', 'plan of the target: lite, standard, enterprise, enterprise-gen2')
  .option('--facts <file>', 'what is known of the clusters: JSON or YAML, by alias')
  .action((files: string[], options) => {
    const result = acls(files, options);
    print(aclsText(result, options.format));
    tellRefused(result.refused, options.format);
  });

program.command('topics')
  .description('list the topics that must exist before MM2 starts with a user that may create none: copies, and those of Connect and MM2')
  .argument('<file...>', 'YAML files, synthesized or hand-written, or .properties files; - for YAML on standard input')
  .option('--topics <names>', 'topics of the sources, NAME or NAME:PARTITIONS, separated by commas; those that a resource names need not be given')
  .addOption(format())
  .addOption(side())
  .option('--alias <alias>', 'only the cluster of this alias')
  .option('--event-streams-plan <plan>', 'plan of the target: lite, standard, enterprise, enterprise-gen2')
  .option('--facts <file>', 'what is known of the clusters: JSON or YAML, by alias')
  .action((files: string[], options) => {
    const result = topics(files, options);
    print(topicsText(result, options.format));
    tellRefused(result.refused, options.format);
  });

program.command('secrets')
  .description('say which Secrets and keys must exist for the objects of the files, and which of them nothing in the files provides;\n'
    + 'print a script that creates those from standard input, or ExternalSecrets for them')
  .argument('<file...>', 'YAML files, synthesized or hand-written, or .properties files; - for YAML on standard input')
  .addOption(new Option('--format <format>', 'script and yaml are for what nothing provides; table (with --check the default) and json say everything').choices(FORMATS))
  .addOption(new Option('--tool <tool>', 'client that the script calls').choices(['oc', 'kubectl']).default('oc'))
  .option('--store <kind/name>', 'store of the ExternalSecrets, such as ClusterSecretStore/vault')
  .option('--check', 'exit 1 if nothing in the files provides one of the keys')
  .action((files: string[], options) => {
    const needs = secrets(files);
    print(secretsText(needs, options));
    process.exitCode = needs.unusable.length > 0 || (options.check && incomplete(needs)) ? 1 : 0;
  });

program.command('status')
  .description('compare what runs with what the files declare: connectors, tasks, last errors, configuration, offsets, by the REST API of a worker;\n'
    + 'without --connect, say how to reach that API')
  .argument('<file...>', 'YAML files, synthesized or hand-written; - for standard input')
  .option('--connect <url>', 'address of the forwarded port, such as http://127.0.0.1:8083')
  .option('--resource <name>', 'the resource, where the files have several')
  .option('--end-offsets <file>', 'what kafka-get-offsets.sh prints for the source, for the lag; - for standard input')
  .addOption(output())
  .action(async (files: string[], options) => {
    const found = await status(files, options);
    print(options.output === 'json' ? jsonText(found) : statusText(found));
    process.exitCode = isAmiss(found) ? 1 : 0;
  });

function acknowledgement(text: string, previous: { [code: string]: string }): { [code: string]: string } {
  const [, code, reason] = /^([a-z0-9-]+)=(.*\S.*)$/s.exec(text) ?? [];
  if (code === undefined) {
    throw new InvalidArgumentError('write CODE=reason.');
  }
  if (!CODES.includes(code)) {
    throw new InvalidArgumentError(`${code} is not the code of a finding.`);
  }
  return { ...previous, [code]: reason };
}

function principal(text: string): string {
  if (!/^[A-Za-z]+:./s.test(text)) {
    throw new InvalidArgumentError('write TYPE:NAME, such as User:mm2.');
  }
  return text;
}

function longestOutage(text: string): number {
  const seconds = longestOutageIn(text);
  if (seconds === undefined) {
    throw new InvalidArgumentError(`write a duration such as 24h, ${LONGEST_OUTAGE.allowed}.`);
  }
  return seconds;
}

/** A script and objects have no place for what is missing in them. */
function tellRefused(refused: readonly { readonly resource: string; readonly error: string }[], wanted: Format): void {
  if (wanted === 'script' || wanted === 'yaml') {
    refused.forEach(({ resource, error }) => process.stderr.write(`${resource}: it is refused: ${error}\n`));
  }
  process.exitCode = refused.length > 0 ? 1 : 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

// Who reads the output may stop early (`| head`): the verdict stands. An output that cannot be written is another matter.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') {
    process.stderr.write(`the output cannot be written (${code ?? 'error'})\n`);
    process.exitCode = 2;
  }
});

function tellFailure(error: unknown): void {
  if (error instanceof UnusableInput) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else if (error instanceof CommanderError) {
    // Commander has already said what is wrong; asking for help is not wrong.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    throw error;
  }
}

void program.parseAsync().catch(tellFailure);
