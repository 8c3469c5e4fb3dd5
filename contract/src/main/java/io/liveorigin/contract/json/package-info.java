/** The JSON and YAML mappers; documents with secrets are read so that no message quotes them. */
package io.liveorigin.contract.json;
