import type { App } from 'cdk8s';
import { BatchJobChart } from './batch-job';
import { FlinkClusterChart } from './flink-cluster';
import { InteropChart } from './interop';
import { JobClusterChart } from './job-cluster';
import { platform } from './platform';
import { PythonJobChart } from './python-job';
import { SessionClusterChart } from './session-cluster';

/** All examples; every chart becomes a file in dist/manifests. */
export function examples(app: App): void {
  const storage = { uri: 's3://example/flink' };
  new JobClusterChart(app, 'job-cluster', { namespace: 'streams', image: 'example/counting:1.0', storage });
  new SessionClusterChart(app, 'session-cluster', { namespace: 'analytics', image: 'flink:2.2.1-java17' });
  new BatchJobChart(app, 'batch-job', { namespace: 'reports', image: 'example/report:1.0', day: '2026-11-21' });
  new PythonJobChart(app, 'python-job', { namespace: 'streams', image: 'example/word-count:1.0', storage });
  new FlinkClusterChart(app, 'flink-cluster', { namespace: 'clicks', image: 'example/clicks:1.0', storage });
  new InteropChart(app, 'interop', { namespace: 'fraud' });
  platform(app);
}
