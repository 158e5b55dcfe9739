/** `setting` is its name; `problem` never repeats the value, which may be a secret. */
export type SettingProblem = { readonly setting: string; readonly problem: string }
