/** The record over HTTP: {@code /api}, as JSON and CSV, described by an OpenAPI document, errors as problem+json. It only reads. */
package org.handover.api;
