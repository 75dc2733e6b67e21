/** What a JobManager answered, when it is not what was asked for. */
export class FlinkRestError extends Error {
  override readonly name = 'FlinkRestError';

  /**
   * @param action method and path of the request
   * @param status HTTP status, 0 when there was no answer
   * @param fromFlink true when the answer has the form of Flink's own errors, and not that of a proxy or a page
   */
  constructor(
    readonly action: string,
    readonly status: number,
    readonly fromFlink: boolean,
    message: string,
  ) {
    super(message);
  }

  /** True when Flink itself says that it does not know the thing. */
  get isUnknown(): boolean {
    return this.status === 404 && this.fromFlink;
  }

  /** True when Flink itself refused the request, so that repeating it does not help. */
  get isRefused(): boolean {
    return this.fromFlink && this.status >= 400 && this.status < 500;
  }
}
