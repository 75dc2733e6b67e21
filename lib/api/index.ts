export { checkBlueGreen, type CheckedBlueGreen } from './apache/check-blue-green';
export { checkDeployment, type CheckedDeployment } from './apache/check-deployment';
export { checkSessionJob } from './apache/check-session-job';
export { checkSnapshot } from './apache/check-snapshot';
export { checkResource, isKnownKind, type CheckContext, type Checked } from './check';
export { checkFlinkCluster, type CheckedFlinkCluster } from './flinkcluster/check';
export { BUILT_IN_OPERATOR_CONFIG, operatorConfigFrom, type OperatorConfig } from './operator-config';
