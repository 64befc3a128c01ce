using System.Diagnostics;
using System.Management.Automation;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>Tasks at the prompt: waited for, stopped, timed out, forgotten.</summary>
public sealed class TaskCommandTests : IAsyncLifetime
{
    // What does not stop at all would take for ever; a second is what users get, more is what a machine under load may need.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private SyncSession _sync = null!;

    public async Task InitializeAsync() => _sync = await SyncSession.StartAsync();

    public async Task DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public void FailureIsWrittenAndThenAnErrorOfTheTask()
    {
        _sync.Index.Break(Fault.Status(".*", 503));
        foreach (var script in (string[])["Start-PulpSync foo -Wait", "Start-PulpSync foo | Wait-PulpTask"])
        {
            var ran = _sync.Run(script);
            var task = ran.One<PulpTask>();
            Assert.Equal(PulpTaskState.Failed, task.State);
            var error = ran.Error(PulpErrors.TaskFailed);
            Assert.Equal(task.Id, Assert.IsType<PulpTask>(error.TargetObject).Id);
            Assert.Contains(task.Error!.Code, error.ToString(), StringComparison.Ordinal);
            Assert.Contains(task.Error.Description, error.ToString(), StringComparison.Ordinal);
            Assert.Null(ran.Fatal);
        }
        Assert.NotNull(_sync.Run("Start-PulpSync foo -Wait -ErrorAction Stop").Fatal);
        Assert.Equal(3, _sync.Run("Get-PulpTask -State Failed").Output.Count);
    }

    [Theory]
    [InlineData("Start-PulpSync -Wait -ErrorAction Stop")]
    [InlineData("Start-PulpSync | Wait-PulpTask -ErrorAction Stop")]
    public void OneThatFailsDoesNotCostTheOthersUnderThePreferenceStop(string script)
    {
        // The one that is well ends last.
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        _sync.Run("$null = New-PulpPythonRemote nowhere -Url http://127.0.0.1:1/ -Include a -MaximumRetryCount 0; $null = New-PulpRepository broken -Remote nowhere").Succeed();
        using var shell = _sync.Session.Shell($"'broken', 'foo' | {script}");
        var written = new PSDataCollection<PSObject>();
        written.DataAdded += (_, _) => stall.Release();
        var error = Assert.Throws<ActionPreferenceStopException>(() => shell.Invoke(null, written));
        Assert.StartsWith(PulpErrors.TaskFailed, error.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["broken", "foo"], written.Select(t => ((PulpTask)t.BaseObject).Repository!));
        Assert.Equal(1, _sync.Run("Get-PulpRepository foo").One<PulpRepository>().LatestVersion);
    }

    [Theory]
    [InlineData("'foo', 'missing' | Start-PulpSync -Wait -ErrorAction Stop", PulpErrors.RepositoryNotFound)]
    [InlineData("& { 'foo'; throw 'upstream' } | Start-PulpSync -Wait", "upstream")]
    public void AnErrorThatEndsTheStartOfAWaitStopsWhatWasStarted(string script, string id)
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        Assert.Equal([id], _sync.Run(script).ErrorIds);
        stall.Release();
        Assert.Equal(PulpTaskState.Canceled, _sync.Run("Get-PulpTask | Wait-PulpTask -ErrorAction SilentlyContinue").One<PulpTask>().State);
        Assert.Equal(0, _sync.Run("Get-PulpRepository foo").One<PulpRepository>().LatestVersion);
    }

    [Fact]
    public void WhatDidNotStopItIsOneWarningThatCountsByCode()
    {
        _sync.Index.Break(Fault.Status("django-", 404));
        var ran = _sync.Run("Start-PulpSync foo -Wait").Succeed();
        Assert.Equal(PulpTaskState.Completed, ran.One<PulpTask>().State);
        Assert.Contains("3 non-fatal errors (file.missing 3)", Assert.Single(ran.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgressSaysWhatAndHowFarAndIsCompleted()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        var task = _sync.Run("Start-PulpSync foo").Succeed().One<PulpTask>();
        using var shell = _sync.Session.Shell("Get-PulpTask $args[0] | Wait-PulpTask", task.Id);
        var said = new List<ProgressRecord>();
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Progress.DataAdded += (s, e) =>
        {
            var record = ((PSDataCollection<ProgressRecord>)s!)[e.Index];
            lock (said)
                said.Add(record);
            if (record.StatusDescription.Contains("3 of 4", StringComparison.Ordinal))
                half.TrySetResult();
        };
        var clock = Stopwatch.StartNew();
        var waiting = shell.BeginInvoke();
        await half.Task.WaitAsync(TimeSpan.FromSeconds(20));
        stall.Release();
        shell.EndInvoke(waiting);
        var seconds = clock.Elapsed.TotalSeconds;
        Assert.Equal("Sync of foo from bar", said[0].Activity);
        Assert.Contains(said, p => p.StatusDescription.StartsWith("Downloading Artifacts: 3 of 4", StringComparison.Ordinal) && p.PercentComplete == 75);
        Assert.Equal(ProgressRecordType.Completed, said[^1].RecordType);
        Assert.Single(said.Select(p => p.ActivityId).Distinct());
        Assert.True(said.Count <= (5 * seconds) + 3, $"{said.Count} records in {seconds} s");
    }

    [Fact]
    public void TimeoutIsAnErrorAndTheTaskGoesOn()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        var task = _sync.Run("Start-PulpSync foo").Succeed().One<PulpTask>();
        foreach (var seconds in (int[])[0, 1])
        {
            var ran = _sync.Run("Wait-PulpTask $args[0] -Timeout $args[1]", task, seconds);
            Assert.Empty(ran.Output);
            var error = ran.Error(PulpErrors.TaskTimeout);
            Assert.Equal((task.Id, ErrorCategory.OperationTimeout), (Assert.IsType<PulpTask>(error.TargetObject).Id, error.CategoryInfo.Category));
        }
        stall.Release();
        Assert.Equal(PulpTaskState.Completed, _sync.Run("Wait-PulpTask $args[0]", task).Succeed().One<PulpTask>().State);
        // One that has ended is written whatever the time.
        Assert.Equal(task.Id, _sync.Run("Wait-PulpTask $args[0] -Timeout 0", task.Id.ToString()).Succeed().One<PulpTask>().Id);
    }

    [Fact]
    public void AnyEndsWithTheFirst()
    {
        var stall = _sync.Index.Break(Fault.Stall("django-"));
        _sync.Run("$null = New-PulpPythonRemote six -Url $args[0] -Include six; $null = New-PulpRepository quick -Remote six", _sync.Index.Url).Succeed();
        Assert.Equal("quick", _sync.Run("'foo', 'quick' | Start-PulpSync | Wait-PulpTask -Any").Succeed().One<PulpTask>().Repository);
        stall.Release();
        Assert.Equal(2, _sync.Run("Get-PulpTask | Wait-PulpTask").Succeed().Output.Count);
    }

    [Fact]
    public async Task StoppingAWaitLeavesTheTaskRunningAndStoppingWaitStopsIt()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        var task = _sync.Run("Start-PulpSync foo").Succeed().One<PulpTask>();
        await stall.ReachedAsync();
        await StopAsync("Wait-PulpTask $args[0]", task);
        Assert.Equal(PulpTaskState.Running, _sync.Run("Get-PulpTask $args[0]", task).One<PulpTask>().State);
        _sync.Run("Stop-PulpTask $args[0] -Wait", task).Succeed();

        var again = _sync.Index.Break(Fault.Stall("six-"));
        await StopAsync("Start-PulpSync foo -Wait", null);
        again.Release();
        Assert.Equal(PulpTaskState.Canceled, _sync.Run("Get-PulpTask -Newest 1 | Wait-PulpTask -ErrorAction SilentlyContinue").One<PulpTask>().State);
        Assert.Equal(0, _sync.Run("Get-PulpRepository foo").One<PulpRepository>().LatestVersion);
    }

    [Fact]
    public void DownstreamThatWantsOneStopsTheOthersOfAWait()
    {
        var stall = _sync.Index.Break(Fault.Stall("django-"));
        _sync.Run("$null = New-PulpPythonRemote six -Url $args[0] -Include six; $null = New-PulpRepository quick -Remote six", _sync.Index.Url).Succeed();
        Assert.Equal("quick", _sync.Run("'foo', 'quick' | Start-PulpSync -Wait | Select-First 1").Succeed().One<PulpTask>().Repository);
        stall.Release();
        Assert.Equal(PulpTaskState.Canceled, _sync.Run("Get-PulpTask -Repository foo | Wait-PulpTask -ErrorAction SilentlyContinue").One<PulpTask>().State);
    }

    [Fact]
    public async Task StopEndsTasksAndPassesThemThrough()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        var task = _sync.Run("Start-PulpSync foo").Succeed().One<PulpTask>();
        await stall.ReachedAsync();
        Assert.Empty(_sync.Run("Stop-PulpTask $args[0] -WhatIf", task).Succeed().Output);
        Assert.Equal(PulpTaskState.Running, _sync.Run("Get-PulpTask $args[0]", task).One<PulpTask>().State);
        Assert.Same(task, _sync.Run("Remove-PulpTask $args[0]", task).Error(PulpErrors.TaskNotFinished).TargetObject);
        var stopped = _sync.Run("$args[0] | Stop-PulpTask -Wait -PassThru -Verbose", task).Succeed();
        Assert.Equal(PulpTaskState.Canceled, stopped.One<PulpTask>().State);
        Assert.Contains(stopped.Verbose, v => v.StartsWith("Asked the sync of foo from bar", StringComparison.Ordinal));
        // Waiting for a canceled one is an error; stopping it again is none.
        Assert.Contains("was canceled", _sync.Run("Wait-PulpTask $args[0]", task).Error(PulpErrors.TaskFailed).ToString(), StringComparison.Ordinal);
        Assert.Contains(_sync.Run("Stop-PulpTask $args[0] -Verbose", task).Succeed().Verbose, v => v.Contains("had ended already", StringComparison.Ordinal));
    }

    [Fact]
    public void FinishedTasksAreFound()
    {
        _sync.Run("$null = New-PulpRepository bare -Remote bar; $null = Start-PulpSync foo -Wait; $null = Start-PulpSync bare -Wait; $null = Start-PulpSync foo -Wait").Succeed();
        Assert.Equal(["foo", "bare", "foo"], _sync.Run("Get-PulpTask").Succeed().All<PulpTask>().Select(t => t.Repository!));
        Assert.Equal(["foo", "foo"], _sync.Run("Get-PulpTask -Repository f*").Succeed().All<PulpTask>().Select(t => t.Repository!));
        Assert.Equal(["foo", "bare"], _sync.Run("Get-PulpTask -Newest 2").Succeed().All<PulpTask>().Select(t => t.Repository!));
        Assert.Empty(_sync.Run("Get-PulpTask -State Failed, Running").Succeed().Output);
        Assert.Empty(_sync.Run("Get-PulpTask -After ([DateTimeOffset]::UtcNow.AddHours(1))").Succeed().Output);
        Assert.Equal(3, _sync.Run("Get-PulpTask | Get-PulpTask").Succeed().Output.Count);
        Assert.Equal(3, _sync.Run("(Get-PulpTask).Id | Get-PulpTask").Succeed().Output.Count);
        Assert.Equal(3, _sync.Run("(Get-PulpTask).Href | Get-PulpTask").Succeed().Output.Count);
        _sync.Run("Get-PulpTask -Repository none").Error(PulpErrors.RepositoryNotFound);
        Assert.Equal(2, _sync.Run("Get-PulpRepositoryVersion foo, bare | Where-Object Task | Wait-PulpTask").Succeed().Output.Count);
    }

    [Theory]
    [InlineData("Get-PulpTask")]
    [InlineData("Wait-PulpTask")]
    [InlineData("Stop-PulpTask")]
    [InlineData("Remove-PulpTask")]
    public void UnknownOnesAreErrorsAndTheOthersGoOn(string cmdlet)
    {
        _sync.Run("$global:done = Start-PulpSync foo -Wait").Succeed();
        var ran = _sync.Run($"'nonsense', [guid]::Empty, $done | {cmdlet}");
        Assert.Equal([PulpErrors.TaskNotFound, PulpErrors.TaskNotFound], ran.ErrorIds);
        Assert.Equal(["nonsense", Guid.Empty], ran.Errors.Select(e => e.TargetObject));
        Assert.Equal(cmdlet is "Get-PulpTask" or "Wait-PulpTask" ? 1 : 0, ran.Output.Count);
        Assert.Equal(cmdlet == "Remove-PulpTask" ? 0 : 1, _sync.Run("Get-PulpTask").Output.Count);
    }

    [Fact]
    public void TasksAreForgottenByTimeAndState()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait; $null = Start-PulpSync foo -Wait").Succeed();
        _sync.Run("Remove-PulpTask -FinishedBefore ([DateTimeOffset]::UtcNow.AddHours(-1)); Remove-PulpTask -FinishedBefore ([DateTimeOffset]::UtcNow.AddHours(1)) -State Failed; Remove-PulpTask -FinishedBefore ([DateTimeOffset]::UtcNow.AddHours(1)) -WhatIf").Succeed();
        Assert.Equal(2, _sync.Run("Get-PulpTask").Output.Count);
        Assert.Equal(2, _sync.Run("Remove-PulpTask -FinishedBefore ([DateTime]::UtcNow.AddHours(1)) -Verbose").Succeed().Verbose.Count(v => v.StartsWith("Forgot", StringComparison.Ordinal)));
        Assert.Empty(_sync.Run("Get-PulpTask").Output);
        Assert.Equal(1, _sync.Run("Get-PulpRepository foo").One<PulpRepository>().LatestVersion);
    }

    private async Task StopAsync(string script, object? argument)
    {
        using var shell = _sync.Session.Shell(script, argument);
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Progress.DataAdded += (_, _) => shown.TrySetResult();
        var waiting = shell.BeginInvoke();
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var clock = Stopwatch.StartNew();
        shell.Stop();
        Assert.True(clock.Elapsed < Soon, $"Stopping took {clock.Elapsed}.");
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(waiting));
    }
}
