/** The lines of a check, one per finding, and how many of them are against it. */
export type Report = {
  readonly pass: (line: string) => void
  readonly note: (line: string) => void
  readonly fail: (line: string) => void
}

export type Findings = {
  readonly report: Report
  readonly lines: string[]
  readonly failures: () => number
}

export function startReport(): Findings {
  const lines: string[] = []
  let failures = 0
  return {
    lines,
    failures: () => failures,
    report: {
      pass: (line) => void lines.push(`ok    ${printable(line)}`),
      note: (line) => void lines.push(`note  ${printable(line)}`),
      fail: (line) => {
        failures += 1
        lines.push(`FAIL  ${printable(line)}`)
      },
    },
  }
}

/** What is checked came from outside: nothing in it may steer a terminal. */
const printable = (line: string): string => line.replace(/\p{C}/gu, '?')
