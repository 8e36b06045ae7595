namespace ConflictEvents.Api.Tests.Database;

/// <summary>A database that is filled once per test run and then copied for every test that asks for one like it.</summary>
/// <param name="Name">Unique among the templates of the run, in lower-case letters and underscores.</param>
/// <param name="Fill">Migrates and fills the database that the connection string leads to.</param>
internal sealed record DatabaseTemplate(string Name, Func<string, Task> Fill);
