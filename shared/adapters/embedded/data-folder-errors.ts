/** Why a data folder cannot be used. Each says which path it is about and what a person can do; none repeats content. */

/** A file of the folder cannot be read as what it should be. */
export class DataFolderDamaged extends Error {
  readonly code = 'dataFolderDamaged'
  readonly file: string
  readonly advice: string

  constructor(file: string, advice: string, options?: ErrorOptions) {
    super(`${file} is damaged. ${advice}`, options)
    this.name = 'DataFolderDamaged'
    this.file = file
    this.advice = advice
  }
}

/** A part of the folder that it once had is gone. */
export class DataFolderIncomplete extends Error {
  readonly code = 'dataFolderIncomplete'
  readonly part: string
  readonly advice: string

  constructor(part: string, advice: string, options?: ErrorOptions) {
    super(`${part} is missing. ${advice}`, options)
    this.name = 'DataFolderIncomplete'
    this.part = part
    this.advice = advice
  }
}

/** Another process holds the folder. */
export class DataFolderInUse extends Error {
  readonly code = 'dataFolderInUse'
  readonly folder: string

  constructor(folder: string, options?: ErrorOptions) {
    super(
      `${folder} is in use by another process. Stop it, or choose another folder with INDSIGT_DATA.`,
      options,
    )
    this.name = 'DataFolderInUse'
    this.folder = folder
  }
}

/** A demonstration folder never serves, and a serving one never demonstrates (security.md, "Two modes"). */
export class DataFolderOfOtherMode extends Error {
  readonly code = 'dataFolderOfOtherMode'
  readonly folder: string
  readonly mode: 'demo' | 'serve'

  constructor(folder: string, mode: 'demo' | 'serve') {
    super(`${folder} was made in ${mode} mode and stays so. Choose another folder with INDSIGT_DATA.`)
    this.name = 'DataFolderOfOtherMode'
    this.folder = folder
    this.mode = mode
  }
}
