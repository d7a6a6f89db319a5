#!/usr/bin/env node
import { readFileSync } from 'fs';
import { join } from 'path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Severity } from '../core';
import { LONGEST_OUTAGE, longestOutageIn } from '../core/longest-outage';
import { CODES } from '../rules/rules';
import { check, checkText, fails } from './check';
import { effective, effectiveJson, effectiveText } from './effective';
import { jsonText } from './json-text';
import { match, matchText, OUTCOMES, unwanted } from './match';
import { UnusableInput } from './unusable-input';

const output = () => new Option('--output <format>', 'text for people, json for programs').choices(['text', 'json']).default('text');

const program = new Command('kafka-replication')
  .description('Says what a MirrorMaker 2 resource will really do, before it is applied.\nExit codes: 0 clean, 1 findings or refused, 2 unusable input.')
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

function longestOutage(text: string): number {
  const seconds = longestOutageIn(text);
  if (seconds === undefined) {
    throw new InvalidArgumentError(`write a duration such as 24h, ${LONGEST_OUTAGE.allowed}.`);
  }
  return seconds;
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

try {
  program.parse();
} catch (error) {
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
