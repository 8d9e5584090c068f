<#-- Pieces that several pages share. -->

<#macro notes of>
<#list of as note><span class="note<#if note.warning> warning</#if>" title="${note.explanation}">${note.text}</span><#sep> </#sep></#list>
</#macro>

<#-- A bar from 0 to 100. -->
<#macro bar share>
<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect class="fill" width="${share}" height="10"/></svg>
</#macro>

<#-- A bar with its 95 % interval. -->
<#macro intervalBar accuracy>
<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect class="fill" width="${accuracy.share}" height="10"/><path class="whisker" d="M${accuracy.shareLow} 5H${accuracy.shareHigh}M${accuracy.shareLow} 2V8M${accuracy.shareHigh} 2V8"/></svg>
</#macro>

<#macro interval accuracy>
<span class="interval" title="95 % Wilson interval of ${accuracy.counts}">${accuracy.low}–${accuracy.high}</span>
</#macro>

<#macro facts of>
<table class="facts">
<tbody>
<#list of as fact>
<tr><th scope="row">${fact.name}</th><td><#if fact.code><code>${fact.value}</code><#else>${fact.value}</#if></td></tr>
</#list>
</tbody>
</table>
</#macro>

<#macro citation of>
<#if of?has_content>
<p class="citation"><span class="label">Citation</span> <#list of as part><#if part.href?has_content><a href="${part.href}" rel="noopener noreferrer">${part.text}</a><#else>${part.text}</#if></#list></p>
</#if>
</#macro>

<#macro accessTag access><span class="access" title="${access.explanation}">${access.title}</span></#macro>

<#macro picture path alt>
<#if path?has_content><img src="${root}${path}" alt="${alt}"><#else><span class="missing">file missing</span></#if>
</#macro>

<#macro samples of>
<#if of?has_content>
<p class="explain">Left to right: clean, perturbed, their difference, amplified for the eye. Pixels are enlarged, not smoothed.</p>
<#assign group = "">
<#list of as sample>
<#if sample.group != group>
<#if group?has_content></div></#if>
<h3>${sample.group}</h3>
<div class="samples">
<#assign group = sample.group>
</#if>
<figure>
<div class="triple">
<@picture path=sample.clean alt="clean image ${sample.image}"/>
<@picture path=sample.perturbed alt="perturbed image ${sample.image}"/>
<@picture path=sample.difference alt="difference of image ${sample.image}"/>
</div>
<figcaption>
<span class="image">${sample.image}</span>
true class <b>${sample.truth}</b><#if sample.target?has_content>, target <b>${sample.target}</b></#if><#if sample.outcome?has_content>; predicted <b>${sample.outcome}</b></#if>; ${sample.distance}
</figcaption>
</figure>
</#list>
</div>
<#else>
<p class="explain">No sample images were kept.</p>
</#if>
</#macro>

<#-- What went wrong in cells, with the end of the logs. -->
<#macro failures of heading>
<#assign broken = of?filter(cell -> cell.error?has_content || cell.log?has_content)>
<#if broken?has_content>
<h2 id="failures">${heading}</h2>
<#list broken as cell>
<details class="failure">
<summary><b>${cell.title}</b>: ${cell.error?has_content?then(cell.error, "see the log")}</summary>
<p id="log-${cell.id}"><@notes of=cell.notes/></p>
<#if cell.log?has_content><pre>${cell.log}</pre><#else><p class="explain">There is no log.</p></#if>
</details>
</#list>
</#if>
</#macro>

<#-- The counts of one cell, after the columns that name it. -->
<#macro cellColumns cell rejects targeted queries>
<#if cell.state != "ok">
<td class="${(cell.state == "failed")?then("failed", "absent")} number" data-sort="">${cell.state}</td>
<td class="number" data-sort="">–</td>
<td class="number" data-sort="">–</td>
<#if rejects><td class="number" data-sort="">–</td></#if>
<#if targeted><td class="number" data-sort="">–</td></#if>
<#if queries><td class="number" data-sort="">–</td></#if>
<td class="number" data-sort="">–</td>
<td class="number" data-sort="">–</td>
<td class="number" data-sort="">–</td>
<#else>
<td class="number score" data-sort="${cell.accuracy.share}"><@intervalBar accuracy=cell.accuracy/><span class="value">${cell.accuracy.percent}</span> <@interval accuracy=cell.accuracy/></td>
<td class="number" title="${cell.accuracy.counts}">${cell.correct}</td>
<td class="number">${cell.misclassified}</td>
<#if rejects><td class="number">${cell.rejected}</td></#if>
<#if targeted><td class="number">${cell.hits?has_content?then(cell.hits, "–")}</td></#if>
<td class="number">${cell.clipped}</td>
<td class="number">${cell.maxDistance} <span class="interval">${cell.meanDistance}</span></td>
<#if queries><td class="number">${cell.maxQueries?has_content?then(cell.maxQueries, "–")} <span class="interval">${cell.medianQueries} ${cell.meanQueries}</span></td></#if>
<td class="number">${cell.seconds}</td>
</#if>
<td class="notes"><@notes of=cell.notes/><#if cell.error?has_content> <a href="#log-${cell.id}">why</a></#if></td>
</#macro>

<#macro cellHeadings rejects targeted queries norm>
<th scope="col" class="number" title="Correct images in percent, with the 95 % Wilson interval">Accuracy, %</th>
<th scope="col" class="number">Correct</th>
<th scope="col" class="number" title="Misclassified images, counted for the attack">Wrong</th>
<#if rejects><th scope="col" class="number" title="Images the defense called adversarial instead of naming a class; right on an attacked image, wrong on a clean one">Rejected</th></#if>
<#if targeted><th scope="col" class="number" title="Images classified as the class the attack aimed at">Hits</th></#if>
<th scope="col" class="number" title="Images the attack left outside the budget; the harness moved them back in">Clipped</th>
<th scope="col" class="number" title="Largest distance to the clean image, and the mean">${norm} max <span class="interval">mean</span></th>
<#if queries><th scope="col" class="number" title="The most questions the attack asked about one image, then the median and the mean">Queries max <span class="interval">median mean</span></th></#if>
<th scope="col" class="number" title="Median time of the defense for 100 images">s / 100</th>
<th scope="col" data-nosort>Notes</th>
</#macro>
