import { App } from 'cdk8s';
import { JobClusterChart } from './job-cluster';
import { SessionClusterChart } from './session-cluster';

// Every chart becomes a file in dist/manifests.
const app = new App();
new JobClusterChart(app, 'job-cluster', { namespace: 'streams' });
new SessionClusterChart(app, 'session-cluster', { namespace: 'analytics' });
app.synth();
