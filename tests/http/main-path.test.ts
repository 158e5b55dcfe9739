// Everything embedded: the database, the files, the key file, the captured mail.
import './support/main-path.ts'
