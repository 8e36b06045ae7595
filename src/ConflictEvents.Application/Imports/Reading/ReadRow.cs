namespace ConflictEvents.Application.Imports.Reading;

/// <summary>A record of a file: a row, or the fault for which it is none.</summary>
public readonly record struct ReadRow(DatasetRow? Row, RowFault? Fault);
