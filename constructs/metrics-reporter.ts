/** How a {@link MetricsReporter} for Prometheus is reached. */
export interface PrometheusOptions {
  /** Port of every Flink container, named `metrics`. @default 9249 */
  readonly port?: number;
}

/** Sends Flink's metrics somewhere. Each becomes `metrics.reporter.<name>.*` options. */
export class MetricsReporter {
  /** Lets Prometheus scrape every pod; the reporter is part of Flink's images. */
  static prometheus(options: PrometheusOptions = {}): MetricsReporter {
    const port = options.port ?? 9249;
    const factory = 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory';
    return new MetricsReporter('prom', factory, { port: String(port) }, port);
  }

  /**
   * Any other reporter.
   *
   * @param name of the reporter within Flink's configuration: letters, digits, `-` and `_`
   * @param factoryClass its `MetricReporterFactory`, on the class path or among Flink's plugins
   * @param options without the prefix `metrics.reporter.<name>.`, such as `{ interval: '60 s' }`
   */
  static of(name: string, factoryClass: string, options: Readonly<Record<string, string>> = {}): MetricsReporter {
    return new MetricsReporter(name, factoryClass, options, undefined);
  }

  private constructor(
    /** Name within Flink's configuration. */
    readonly name: string,
    private readonly factoryClass: string,
    private readonly settings: Readonly<Record<string, string>>,
    /** Port that is scraped; undefined for a reporter that sends by itself. */
    readonly port: number | undefined,
  ) {}

  /** The options of Flink. */
  get options(): Readonly<Record<string, string>> {
    const all = Object.entries({ 'factory.class': this.factoryClass, ...this.settings });
    return Object.fromEntries(all.map(([key, value]) => [`metrics.reporter.${this.name}.${key}`, value]));
  }
}
