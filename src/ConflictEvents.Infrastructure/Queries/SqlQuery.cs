using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The conditions of a query and their parameters, gathered side by side. Values only ever travel as parameters.</summary>
internal sealed class SqlQuery
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];
    private bool _isGiven;

    /// <returns>The placeholder that stands for the value.</returns>
    public string Parameter<T>(T value)
        where T : notnull
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${_parameters.Count}";
    }

    public string Date(DateOnly value)
    {
        _parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Date });
        return $"${_parameters.Count}";
    }

    /// <summary>What stands behind <c>where</c>, for another part of the statement that is to meet the same conditions.</summary>
    public string Conditions => string.Join(" and ", _conditions);

    public void Where(string condition) => _conditions.Add(condition);

    /// <param name="before">What stands before the conditions: <c>select ... from ...</c>.</param>
    /// <param name="after">What stands after them: order and limit.</param>
    public NpgsqlCommand Command(NpgsqlConnection connection, string before, string after)
    {
        var command = new NpgsqlCommand(Text(before, after), connection);
        Give(command.Parameters);
        return command;
    }

    /// <param name="plannedAnew">
    /// Plans the query for its values: to be used wherever the best plan depends on them, as it does on how wide a box is or how common a
    /// word. Planning takes longer than some queries do; a plan that fits no values takes a hundred times longer than that.
    /// </param>
    /// <returns>The same, its rows the last result.</returns>
    public NpgsqlBatch Batch(NpgsqlConnection connection, string before, string after, bool plannedAnew)
    {
        var batch = new NpgsqlBatch(connection);
        if (plannedAnew)
        {
            // For the transaction, which the batch is.
            batch.BatchCommands.Add(new("select set_config('plan_cache_mode', 'force_custom_plan', true)"));
        }

        var command = new NpgsqlBatchCommand(Text(before, after));
        Give(command.Parameters);
        batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>A parameter belongs to one command; those after it get copies.</summary>
    private void Give(NpgsqlParameterCollection parameters)
    {
        foreach (var parameter in _parameters)
            parameters.Add(_isGiven ? parameter.Clone() : parameter);
        _isGiven = true;
    }

    private string Text(string before, string after)
    {
        var text = new StringBuilder(before);
        if (_conditions.Count > 0)
            text.Append("\nwhere ").AppendJoin("\n  and ", _conditions);
        return text.Append('\n').Append(after).ToString();
    }
}
