using Mesh.Cases.Tests.Running;

namespace Mesh.Cases.Tests;

/// <summary>Questions of people who run such meshes, with the right answers: one test a case.</summary>
public class CaseTests
{
    private static readonly KnownCases Known = KnownCases.Parse(File.ReadAllText(Path.Combine(CaseFolders.Project, KnownCases.FileName)));

    /// <summary>The names of our own cases; the paths of others.</summary>
    public static TheoryData<string> Names() => [.. CaseFolders.Find(Environment.GetEnvironmentVariable(CaseFolders.Variable))
        .Select(folder => Path.GetDirectoryName(folder) == CaseFolders.Default ? Path.GetFileName(folder) : folder)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answers_of_a_case_are_right(string name)
    {
        CaseReport report = CaseRunner.Run(Path.Combine(CaseFolders.Default, name));
        if (Known.Problem(report) is { } problem)
        {
            Assert.Fail(problem);
        }

        // What a known case still lacks is of interest to whoever works on it.
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
    }

    [Fact]
    public void Every_known_case_is_there() =>
        Assert.Empty(Known.NamesWithoutCase(CaseFolders.Find(null).Select(Path.GetFileName).OfType<string>()));

    [Fact]
    public void Every_folder_of_this_project_is_a_case_with_its_question() =>
        Assert.All(Directory.GetDirectories(CaseFolders.Default), folder =>
        {
            Assert.True(File.Exists(Path.Combine(folder, "case.md")));
            Assert.True(File.Exists(Path.Combine(folder, CaseFolders.ExpectFileName)));
        });
}
