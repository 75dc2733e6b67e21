/** A Flink configuration: dotted option keys and their text, as Flink reads them. Keys are data, so this is a map. */
export type FlinkConfig = ReadonlyMap<string, string>;
