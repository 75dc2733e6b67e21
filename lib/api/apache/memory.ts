import { parseMemorySize, formatMemorySize } from '../../flink/memory-size';
import { parseQuantity } from '../../quantity';

/**
 * The memory of a `resource` or `resources` as text of a Flink option: Flink's own notation first (`2048m` is 2048 MiB
 * and `3G` is 3 GiB), else a Kubernetes quantity without decimals.
 *
 * @returns the text of the option, or in words why there is none
 */
export function memoryOption(
  memory: string,
): { readonly option: string; readonly bytes: number } | { readonly reason: string } {
  const size = parseMemorySize(memory);
  if (size.ok) return { option: formatMemorySize(size.bytes), bytes: Number(size.bytes) };
  const quantity = parseQuantity(quantityText(memory));
  if (quantity === undefined) return { reason: 'it is neither a memory size of Flink nor a Kubernetes quantity' };
  if (quantity.scale !== 0) return { reason: 'decimals are not allowed' };
  return { option: String(quantity.digits), bytes: Number(quantity.digits) };
}

/** `512mi`, `1e6 b` and `2 GI` are quantities to the operator as well. */
function quantityText(memory: string): string {
  return memory.replace(/\s/g, '').toUpperCase().replace(/B$/, '').replace(/I$/, 'i');
}
