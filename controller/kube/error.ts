/** The API server refused a request, or did not answer it. */
export class KubeError extends Error {
  override readonly name = 'KubeError';

  /**
   * @param action method and path of the request
   * @param status HTTP status, 0 when there was no answer
   * @param reason the reason of the answer, such as `NotFound`, `AlreadyExists`, `Conflict`; `NoAnswer` or `Unknown`
   * @param message what the server said
   */
  constructor(
    readonly action: string,
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }

  /** True when the object was changed, made or deleted by someone else: read it and try again. */
  get isConflict(): boolean {
    return this.status === 409 || this.reason === 'NotFound';
  }
}
