/**
 * The JSON and YAML mappers; documents with secrets are read so that no message quotes the secrets.
 */
package io.liveorigin.contract.json;
