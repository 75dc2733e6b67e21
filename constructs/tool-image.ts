/**
 * The image for the containers of cdk8s-flink's own. The tag names a line of compatible releases, not one release: with
 * another tag in it, every new version of this package would restart running jobs.
 */
export const DEFAULT_TOOL_IMAGE = 'cdk8s-flink/cdk8s-flink:v0';
