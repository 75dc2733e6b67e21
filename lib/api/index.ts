export { checkDeployment, checkResource, checkSessionJob, isKnownKind, type CheckContext, type Checked } from './check';
export { BUILT_IN_OPERATOR_CONFIG, operatorConfigFrom, type OperatorConfig } from './operator-config';
