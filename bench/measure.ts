/** Measuring on machines that are never quiet: CPU time beside wall time, interleaved rounds, medians of ratios. */

import { existsSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

export type BenchRow = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Spread over the rounds. */
  readonly min?: number
  readonly max?: number
  /** The same by wall time, where `value` is by CPU time; the median. */
  readonly wall?: number
  /** What the value is meant to reach, for people: the run itself judges nothing. */
  readonly aim?: string
}

/** One thing to measure; runs once per round, in turn with the others. */
export type Contender<Name extends string> = { readonly name: Name; readonly run: () => Promise<void> | void }

export type Times = { readonly cpuMs: number; readonly wallMs: number }

/** Runs all contenders in turn, `rounds` times after one unmeasured round, and answers their times by round. */
export async function interleaved<Name extends string>(
  contenders: readonly Contender<Name>[],
  rounds: number,
): Promise<Record<Name, readonly Times[]>> {
  const times = Object.fromEntries(contenders.map(({ name }) => [name, [] as Times[]])) as Record<
    Name,
    Times[]
  >
  for (const { run } of contenders) await run()
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contenders) times[name].push(await timed(run))
  }
  return times
}

async function timed(run: () => Promise<void> | void): Promise<Times> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await run()
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { cpuMs: (user + system) / 1_000, wallMs }
}

/** How fast `subject` is as a part of `reference`, round by round: 1 is as fast. By CPU time, with wall time beside it. */
export function speedRow(
  name: string,
  reference: readonly Times[],
  subject: readonly Times[],
  aim?: string,
): BenchRow {
  const ratios = (clock: keyof Times) =>
    subject.map((times, round) => (reference[round]?.[clock] ?? NaN) / times[clock])
  return { ...spreadRow(name, ratios('cpuMs'), '', aim), wall: median(ratios('wallMs')) }
}

/** How many times the cost of `reference` that of `subject` is: the same ratio, the other way up. */
export const costRow = (
  name: string,
  subject: readonly Times[],
  reference: readonly Times[],
  aim?: string,
): BenchRow => speedRow(name, subject, reference, aim)

/** Times themselves, in CPU time with wall time beside it. */
export function timesRow(name: string, times: readonly Times[], unit: 'ms' | 'µs', aim?: string): BenchRow {
  const scale = unit === 'ms' ? 1 : 1000
  const of = (clock: keyof Times) => times.map((one) => one[clock] * scale)
  return { ...spreadRow(name, of('cpuMs'), `CPU-${unit}`, aim), wall: median(of('wallMs')) }
}

export function spreadRow(name: string, values: readonly number[], unit: string, aim?: string): BenchRow {
  const row = { name, value: median(values), unit, min: Math.min(...values), max: Math.max(...values) }
  return aim === undefined ? row : { ...row, aim }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/**
 * The highest resident memory of this process in MiB. Linux's own count, because `maxRSS` begins with that of the
 * process that started this one.
 */
export function peakMemoryMiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(status) ?? []
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024
}

/** On what the figures were taken. */
export const machine = (): string =>
  `${cpus()[0]?.model ?? 'unknown processor'}, ${String(cpus().length)} cores, load ${loadavg()[0]?.toFixed(2) ?? '?'}, Node ${process.version}`

export function printRun(rows: readonly BenchRow[]): void {
  console.log(machine())
  console.log(tableOf(rows))
}

/** A row without a value is a title. */
type Line = Pick<BenchRow, 'name'> & { readonly [Member in keyof BenchRow]?: BenchRow[Member] | undefined }

export function tableOf(rows: readonly Line[]): string {
  const all = [
    ['', 'min', 'median', 'max', '', 'wall', 'aim'],
    ...rows.map(({ name, value, unit = '', min, max, wall, aim = '' }) => [
      name,
      ...[min, value, max].map(shown),
      unit,
      shown(wall),
      aim,
    ]),
  ]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all.map((row) => lineOf(row, widths)).join('\n')
}

const numberColumns = [1, 2, 3, 5]

const lineOf = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, column) => {
      const width = widths[column] ?? 0
      return numberColumns.includes(column) ? cell.padStart(width) : cell.padEnd(width)
    })
    .join('  ')
    .trimEnd()

function shown(value: number | undefined): string {
  if (value === undefined) return ''
  return Number.isInteger(value) || Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)
}
