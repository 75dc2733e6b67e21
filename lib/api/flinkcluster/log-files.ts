import { DEFAULT_LOG_FILES } from '../log-files';
import { isBefore } from './version';

const PATTERN = '%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n';

/** Flink before 1.11 logs with log4j 1, which reads other keys. */
const LOG4J_1_CONSOLE = `# Everything to the console, for kubectl logs.
log4j.rootLogger=INFO, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=${PATTERN}
# Warns of things that are none of the user's business.
log4j.logger.org.apache.flink.shaded.akka.org.jboss.netty.channel.DefaultChannelPipeline=ERROR
`;

const LOG4J_1_FILE = `# The submitter's console has the program's own output only.
log4j.rootLogger=INFO, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.file=\${log.file}
log4j.appender.file.append=false
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=${PATTERN}
`;

const LOG4J_2_CONSOLE = `# Everything to the console, for kubectl logs.
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = Console

appender.console.type = CONSOLE
appender.console.name = Console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = ${PATTERN}

# Warns of things that are none of the user's business.
logger.netty.name = org.jboss.netty.channel.DefaultChannelPipeline
logger.netty.level = OFF
`;

const LOG4J_2_FILE = `# The submitter's console has the program's own output only.
rootLogger.level = INFO
rootLogger.appenderRef.file.ref = File

appender.file.type = FILE
appender.file.name = File
appender.file.append = false
appender.file.fileName = \${sys:log.file}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = ${PATTERN}
`;

/**
 * The log files of a cluster: those of the author, and ours for the names that Flink's start scripts look for.
 *
 * @param quietSubmitter whether the submitter keeps its log off its console; it does not hide the job's id, which is no log
 */
export function logFilesOf(
  flinkVersion: string,
  given: Readonly<Record<string, string>>,
  quietSubmitter: boolean,
): ReadonlyMap<string, string> {
  const old = isBefore(flinkVersion, '1.11');
  const files = new Map(DEFAULT_LOG_FILES);
  if (old) files.set('log4j-console.properties', LOG4J_1_CONSOLE);
  const [console, file] = old ? [LOG4J_1_CONSOLE, LOG4J_1_FILE] : [LOG4J_2_CONSOLE, LOG4J_2_FILE];
  files.set('log4j-cli.properties', quietSubmitter ? file : console);
  for (const [name, text] of Object.entries(given)) files.set(name, text);
  return files;
}
