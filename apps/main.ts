import { App } from 'cdk8s';
import { examples } from './examples';

const app = new App();
examples(app);
app.synth();
