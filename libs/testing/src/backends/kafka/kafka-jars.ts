import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../../../../..');
const DEFAULT_VERSION = '4.3.1';

/** Kafka declares its logging backend for compiling only, so we bring the one it was compiled against. */
function loggingOf(version: string): string {
  return Number.parseInt(version, 10) >= 4
    ? dependency('org.apache.logging.log4j', 'log4j-slf4j-impl', '2.24.3') +
        dependency('org.apache.logging.log4j', 'log4j-core', '2.24.3')
    : dependency('org.slf4j', 'slf4j-reload4j', '1.7.36');
}

function dependency(group: string, artifact: string, version: string): string {
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
}

function projectOf(version: string): string {
  const kafka = dependency('org.apache.kafka', 'kafka_2.13', version);
  const tools = dependency('org.apache.kafka', 'kafka-tools', version);
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>vn.motcua</groupId><artifactId>test-kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${kafka}${tools}${loggingOf(version)}</dependencies></project>`;
}

function demand(command: string, flag: string): void {
  if (spawnSync(command, [flag], { stdio: 'ignore' }).status === 0) return;
  throw new Error(
    `no Kafka for this run: "${command}" is missing. Install it (Debian: apt-get install default-jre-headless maven), ` +
      'or set MOTCUA_KAFKA_BROKERS to the address of a broker, or MOTCUA_TEST_INFRA=docker',
  );
}

/** The version under test: MOTCUA_KAFKA_VERSION, else the default. */
export function kafkaVersion(): string {
  return process.env['MOTCUA_KAFKA_VERSION'] ?? DEFAULT_VERSION;
}

function fetchInto(dir: string, version: string): void {
  const building = `${dir}-${process.pid}`;
  mkdirSync(building, { recursive: true });
  writeFileSync(join(building, 'pom.xml'), projectOf(version));
  const goal = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${building}`, '-DincludeScope=runtime'];
  const done = spawnSync('mvn', goal, { cwd: building, encoding: 'utf8' });
  if (done.status !== 0) {
    rmSync(building, { recursive: true, force: true });
    throw new Error(`Kafka ${version} could not be fetched from Maven Central: ${done.stdout.slice(0, 800)}`);
  }
  // two runs may fetch at once; whoever is first wins, and nobody ever sees half a folder
  if (existsSync(dir)) rmSync(building, { recursive: true, force: true });
  else renameSync(building, dir);
}

/**
 * Java class path of Apache Kafka, fetched from Maven Central once per version and kept in the repository's `.cache`.
 *
 * @throws {Error} says what to install when Java or Maven is missing
 */
export function kafkaClassPath(version: string = kafkaVersion()): string {
  demand('java', '-version');
  const dir = join(REPOSITORY, '.cache', 'kafka', version);
  if (!existsSync(dir) || !readdirSync(dir).some((name) => name.endsWith('.jar'))) {
    demand('mvn', '-v');
    fetchInto(dir, version);
  }
  return `${dir}/*`;
}
