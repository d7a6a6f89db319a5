import { cdk8s, javascript } from 'projen';
import moduleBorders from './test/api/module-borders.json';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-kafka-replication',
  description: 'Replication between Kafka clusters, as code: MirrorMaker 2 on Strimzi, checked before it runs.',
  author: 'cdk8s-kafka-replication maintainers',
  authorAddress: 'maintainers@cdk8s-kafka-replication.example.com',
  repositoryUrl: 'https://example.com/cdk8s-kafka-replication.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk8s-kafka-replication maintainers',
  keywords: ['cdk8s', 'kafka', 'mirrormaker', 'replication', 'strimzi', 'event-streams'],
  defaultReleaseBranch: 'main',
  majorVersion: 0,

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.2',
  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  // Grafana's SDK has no stable version: each one is another cut of the same generator, so it is pinned.
  bundledDeps: ['@grafana/grafana-foundation-sdk@11.6.0-cogv0.0.x.1769699379', 'commander@^14.0.2', 'refa@^0.12.1', 'yaml@^2.8.1'],
  devDeps: ['ajv@^8.17.1', 'cdk8s-cli@^2.200.0', 'cdk8s-plus-27@2.9.5', 'fast-check@^4.3.0', 'tsx@^4.20.0'],
  bin: { 'kafka-replication': 'lib/cli/main.js' },

  projenrcTs: true,
  // A changed snapshot or a missing test is red: nothing is updated, written or fixed behind anybody's back.
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    jestConfig: { collectCoverage: false },
    junitReporting: false,
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'lab/src'], commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] } },
  integrationTestAutoDiscover: false,
  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  gitignore: ['/examples/*/dist/', '/examples/*/dist-bundle/', '/examples/*/dist-splunk/', '*.tgz', '.jsii.tabl.json'],
});
// After the project: it takes test/ in, and drops what is excluded beneath.
project.gitignore.addPatterns('/test/.tmp/');

for (const path of ['/.ci/', '/docs/', '/examples/', '/lab/', '/rosetta/', '/.npmrc', '*.tgz', '.jsii.tabl.json']) {
  project.npmignore!.addPatterns(path);
}

// Lock file without download addresses: the registry is the reader's choice.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// 1.13.0 names platform packages that were never published, and `npm ci` insists on them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Examples, tests and documentation import the package by its name, as its users do.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
});

// Module borders (who may import whom) are data, shared with test/api/module-borders.test.ts.
const folders = Object.keys(moduleBorders) as (keyof typeof moduleBorders)[];
project.eslint!.addRules({
  'import/order': ['error', { groups: ['builtin', 'external', 'parent', ['sibling', 'index']], alphabetize: { order: 'asc', caseInsensitive: true } }],
  'import/no-cycle': ['error'],
  'no-console': ['error'],
  // Tables of data stay tables.
  '@stylistic/object-property-newline': ['off'],
  '@stylistic/object-curly-newline': ['error', { consistent: true }],
  '@stylistic/max-len': ['error', { code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }],
  'import/no-restricted-paths': ['error', {
    zones: folders.flatMap((folder) => [
      ...folders.filter((other) => other !== folder && !(moduleBorders[folder] as string[]).includes(other))
        .map((other) => ({ target: `./src/${folder}`, from: `./src/${other}`, message: `${folder} may not depend on ${other} (test/api/module-borders.json)` })),
      ...folders.filter((other) => other !== folder)
        .map((other) => ({ target: `./src/${folder}`, from: `./src/${other}/private`, message: `${other}/private belongs to ${other}` })),
    ]),
  }],
});
project.eslint!.addOverride({ files: ['test/**', 'lab/**', 'src/cli/**'], rules: { 'no-console': 'off' } });

// The package's own command, at hand as in any project that installs it: `npx kafka-replication`.
project.compileTask.exec('chmod +x lib/cli/main.js && ln -sf ../../lib/cli/main.js node_modules/.bin/kafka-replication');

// `npm test` and `npm run synth` are complete: they compile first.
const examples = project.addTask('examples', { description: 'Synthesizes every example into its dist folder', exec: 'node --import tsx examples/synth.ts synth' });
project.addTask('examples:accept', { description: 'Makes what the examples synthesize the reviewed expectation', exec: 'node --import tsx examples/synth.ts accept' });
const synth = project.addTask('synth', { description: 'Compiles, then synthesizes every example' });
synth.spawn(project.compileTask);
synth.spawn(examples);
// Not tasks: projen would turn the lab's exit code 2 (unusable input) into 1.
project.setScript('lab', 'bash lab/run.sh');
project.setScript('bench', 'bash lab/run.sh bench');
project.addTask('bench:synth', { description: 'Measures require and synth times of the compiled library', exec: 'node --import tsx test/bench/library.ts', receiveArgs: true });
const rosetta = project.addTask('rosetta', {
  description: 'Compiles every example of README and docstrings',
  exec: 'jsii-rosetta extract --strict',
});

project.testTask.reset();
// A fresh machine has neither promtool nor amtool.
project.testTask.exec('bash test/monitoring/tools.sh');
project.testTask.spawn(project.compileTask);
project.testTask.exec('tsc --noEmit -p test/tsconfig.json');
project.testTask.exec('tsc --noEmit -p examples/tsconfig.json');
project.testTask.spawn(rosetta);
project.testTask.exec('jest --ci', { receiveArgs: true });
project.testTask.spawn(project.tasks.tryFind('eslint')!);

// The build is what a release packs; tests are a command of their own. The task itself is locked, so its steps are overridden in the file.
project.tryFindObjectFile('.projen/tasks.json')!.addOverride('tasks.build.steps',
  [project.defaultTask!, project.compileTask, project.postCompileTask, project.packageTask].map(({ name }) => ({ spawn: name })));

project.synth();
